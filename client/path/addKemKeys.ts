import type { Hex } from '../../shared/bytes.ts'
import type { OnionHop, OnionPath } from './onionPath.ts'

/** @param kemKeyOf returns the encapsulation key of a hop, or undefined if it is not known */
export function addKemKeys(path: OnionPath, kemKeyOf: (hop: OnionHop) => Hex | undefined): OnionPath {
  const add = (hop: OnionHop): OnionHop => {
    const kemKey = kemKeyOf(hop)
    return kemKey === undefined ? hop : { ...hop, kemKey }
  }
  const [guard, middle, last] = path.hops
  return { ...path, hops: [add(guard), add(middle), add(last)] }
}
