import epochVectors from '../../vectors/epoch.json' with { type: 'json' }
import listVectors from '../../vectors/list.json' with { type: 'json' }

/** Returns a list of 64 records with the proof of a real chain, as texts for programs outside this repository. */
export const vectorWorld = () => {
  const epoch = epochVectors.epochs.find(({ name }) => name.includes('branches'))
  const list = listVectors.lists.find(({ root }) => root === epoch?.expected.root)
  if (epoch === undefined || list === undefined) throw new Error('there are no such vectors')
  const { chainId, registry, epochSeconds, proof, expected } = epoch
  return {
    chainId,
    registry,
    epochSeconds,
    proof: JSON.stringify(proof),
    list: Buffer.from(list.bytes.slice(2), 'hex').toString('base64'),
    childHash: expected.childHash,
    records: list.rows.length,
  }
}
