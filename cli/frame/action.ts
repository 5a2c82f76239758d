import type { Options } from '../lib/input/options.ts'
import type { FollowUp } from '../lib/network/followUp.ts'
import type { Network } from '../lib/network/network.ts'
import type { Block } from '../output/blocks.ts'
import type { Output } from '../output/createOutput.ts'
import type { JsonObject } from '../output/json.ts'

/** Everything that one call of a command is given. */
export type Call = {
  /** Words that are not options, in order. */
  readonly words: readonly string[]
  readonly options: Options
  readonly network: Network
  readonly output: Output
}

/** Result of a command: data for `--json`, and for its text. */
export type Outcome<Data extends JsonObject> = {
  readonly data: Data
  /** Exit code; 0 if left out. */
  readonly exitCode?: number
  /** Commands that can be run next. */
  readonly next?: readonly FollowUp[]
}

/** Code of one command. `render` turns its data into text and does nothing else. */
export type ActionParts<Data extends JsonObject> = {
  readonly run: (call: Call) => Promise<Outcome<Data>>
  readonly render: (data: Data) => readonly Block[]
}

/** A command as the frame runs it. */
export type Action = (call: Call) => Promise<Outcome<JsonObject> & { readonly blocks: readonly Block[] }>

/** Joins the two parts of a command. */
export const defineAction =
  <Data extends JsonObject>({ run, render }: ActionParts<Data>): Action =>
  async (call) => {
    const outcome = await run(call)
    return { ...outcome, blocks: render(outcome.data) }
  }
