/**
 * The statuses of a service node as the contract spells them, in the order of its enum. `None`, number 0, is left out:
 * no node has it.
 */
export const STATUS_NAMES = ['Pending', 'Active', 'Suspended', 'Exited', 'Removed'] as const

/** A status as the contract and the command spell it. */
export type StatusName = (typeof STATUS_NAMES)[number]

/** A status as the database and the schema of the API spell it. */
export type ServiceNodeStatus = Uppercase<StatusName>

/** The statuses in capitals, in the order of the contract's enum. */
export const SERVICE_NODE_STATUSES: readonly ServiceNodeStatus[] = STATUS_NAMES.map(
  (name) => name.toUpperCase() as ServiceNodeStatus,
)

/** Returns the name of the contract's status number, 1 to 5. Undefined for 0, `None`, and for other numbers. */
export function statusNameOf(number: number): StatusName | undefined {
  return STATUS_NAMES[number - 1]
}
