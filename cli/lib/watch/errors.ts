import { BaseError } from '../../../shared/errors/baseError.ts'

/** Thrown when a file of an evidence folder is not the one that was kept. */
export class EvidenceDamagedError extends BaseError {
  readonly code = 'EVIDENCE_DAMAGED'
  constructor(args: { file: string }) {
    super(`${args.file} is not what was kept: its SHA-256 is another.`)
  }
}

/** Thrown when an evidence folder holds as much as it may; what it holds is never thrown away. */
export class EvidenceFullError extends BaseError {
  readonly code = 'EVIDENCE_FULL'
  constructor(args: { folder: string; count: number; bytes: number }) {
    super(
      `${args.folder} holds ${args.count} alarms and ${args.bytes} bytes, as much as it may: this alarm has no evidence.`,
      {
        metaMessages: ['Move what is in it to where it is kept, or name another folder with --evidence.'],
      },
    )
  }
}
