import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { type Block, paragraph, table } from '../../../cli/output/blocks.ts'
import { createOutput } from '../../../cli/output/createOutput.ts'
import { encodeJson } from '../../../cli/output/json.ts'
import { redactUrls } from '../../../cli/output/redactUrls.ts'
import { renderBlocks } from '../../../cli/output/renderBlocks.ts'
import { printable } from '../../../shared/format/printable.ts'

/** A stream that keeps its text: a pipe, or a terminal without colours. */
const streamOf = (rest: Partial<NodeJS.WriteStream> = {}) =>
  Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: false, ...rest }) as unknown as NodeJS.WriteStream &
    PassThrough

const textOf = (stream: PassThrough): string => stream.read() ?? ''

const terminalOf = (columns: number) =>
  streamOf({ isTTY: true, columns, hasColors: () => false, getColorDepth: () => 1 } as Partial<NodeJS.WriteStream>)

const HASH = `0x${'ab'.repeat(32)}`

describe('redactUrls', () => {
  it.each([
    ['at https://rpc.example/v2/KEY.', 'at https://rpc.example.'],
    ['(http://user:KEY@[::1]:8545/x?KEY=1#KEY), then', '(http://[::1]:8545), then'],
    ['"wss://a.example/KEY" and HTTP://B.example/KEY', '"wss://a.example" and http://b.example'],
    ['http://:KEY', 'http://…'],
    ['no url, http only', 'no url, http only'],
    ['a URL begins with http:// or https://.', 'a URL begins with http:// or https://.'],
  ])('redactUrls keeps origins only when a text is %j', (text, expected) => {
    expect(redactUrls(text)).toBe(expected)
  })
})

describe('printable', () => {
  it('printable replaces characters that could rewrite a terminal when a text has some', () => {
    expect(printable('a\u001b[2J\u0007\u009b\u202eb')).toBe('a?[2J???b')
  })
})

describe('encodeJson', () => {
  it('encodeJson writes a bigint as a string and a URL as its origin when a value has them', () => {
    const value = { amount: 2n ** 80n, url: 'https://a.example/KEY', none: undefined, list: [1n, null] }
    expect(encodeJson(value)).toBe(`{"amount":"${2n ** 80n}","url":"https://a.example","list":["1",null]}`)
  })
})

describe('renderBlocks', () => {
  const blocks: Block[] = [
    paragraph(`A sentence ${'of many words '.repeat(12)}that ends.`),
    table(
      [
        ['name', `a value ${'of many words '.repeat(12)}`.trim()],
        ['a much longer name', `${HASH} and more`],
        ['evil\u001b[2J', 'https://rpc.example/KEY\r\nnext'],
      ],
      'Title',
    ),
  ]

  it.each([80, 60, 200])('renderBlocks wraps to 80 columns at most when the terminal has %s', (columns) => {
    const text = renderBlocks(blocks, terminalOf(columns))
    for (const line of text.split('\n'))
      expect(line.length, line).toBeLessThanOrEqual(Math.min(80, Math.max(columns, 70)))
    expect(text).toContain(`\n    ${HASH}`)
  })

  it('renderBlocks wraps to 80 columns when the terminal does not know its size', () => {
    expect(renderBlocks(blocks, terminalOf(0))).toBe(renderBlocks(blocks, terminalOf(80)))
  })

  it('renderBlocks keeps one line per row when the output is a pipe', () => {
    expect(renderBlocks(blocks, streamOf()).split('\n')).toHaveLength(7)
  })

  it('renderBlocks cleans every cell when texts come from the network', () => {
    const text = renderBlocks(blocks, streamOf())
    expect(text).toContain('evil?[2J')
    expect(text).toContain('https://rpc.example??next')
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('KEY')
  })
})

describe('createOutput', () => {
  const outputOf = (isJson: boolean) => {
    const [stdout, stderr] = [streamOf(), streamOf()]
    return { stdout, stderr, output: createOutput({ isJson, command: 'node.show', version: 2, stdout, stderr }) }
  }
  const next = [{ command: 'muster node show 1 --rpc "$MUSTER_RPC"', notes: ['$MUSTER_RPC: an endpoint.'] }]

  it('createOutput prints results on standard output and all else on standard error when --json is given', () => {
    const { stdout, stderr, output } = outputOf(true)
    output.progress.say('working')
    output.progress.update('scan', 1, 2)
    output.note('sent', [], { hash: HASH })
    output.item('epoch', { epoch: 5n }, [])
    output.result({ nodeId: 1 }, [paragraph('text')], next)
    expect(
      textOf(stdout)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { schema: 'muster.node.show.epoch', version: 2, epoch: '5' },
      { schema: 'muster.node.show', version: 2, nodeId: 1, next },
    ])
    expect(JSON.parse(textOf(stderr))).toEqual({ schema: 'muster.note', version: 1, message: 'sent', hash: HASH })
  })

  it('createOutput prints follow-ups on one line each when --json is not given', () => {
    const { stdout, stderr, output } = outputOf(false)
    output.result({}, [paragraph('Done.')], next)
    expect(textOf(stdout)).toBe(`Done.\n\nNext\n  ${next[0]?.command}\n\n$MUSTER_RPC: an endpoint.\n`)
    output.failure({ code: 'X', message: 'It failed.', details: ['Do that.'], exitCode: 3, next: [] })
    expect(textOf(stderr)).toBe('It failed.\nDo that. [X]\n')
  })
})
