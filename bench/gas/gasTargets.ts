/** Maximum gas of operations, by the names of their rows. */
export const GAS_TARGETS: Readonly<Record<string, number>> = {
  publish: 180_000,
  'join: register + activate, later permit, median': 600_000,
  'join: register + publish + activate, later permit, median': 780_000,
  'claim by owner, repeat': 75_000,
  'exit, Active': 195_000,
  'exit, Active, owner holds no tokens': 210_000,
  'remove, Active, 0 non-signers': 390_000,
  'remove, Active, 30 non-signers': 565_000,
  'remove, Active, 100 non-signers': 965_000,
  'updateEndpoint, Active': 130_000,
  'shared node of 10: open to active': 2_050_000,
}

/** Targets that are not met. */
export const GAS_TARGETS_MISSED: ReadonlySet<string> = new Set()
