import { BaseError } from '../../../shared/errors/baseError.ts'

/** Thrown if a file of an evidence folder was changed. */
export class EvidenceDamagedError extends BaseError {
  readonly code = 'EVIDENCE_DAMAGED'
  constructor(args: { file: string }) {
    super(`${args.file} was changed: its SHA-256 differs from the recorded one.`)
  }
}

/** Thrown if an evidence folder is full. Its content is never deleted. */
export class EvidenceFullError extends BaseError {
  readonly code = 'EVIDENCE_FULL'
  constructor(args: { folder: string; count: number; bytes: number }) {
    super(
      `${args.folder} holds ${args.count} alarms and ${args.bytes} bytes, the most it may. This alarm has no evidence.`,
      {
        metaMessages: ['Move its content to another place, or name another folder with --evidence.'],
      },
    )
  }
}
