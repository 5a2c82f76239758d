import { readFileSync } from 'node:fs'

/** Whether `nohup` started this process. Known on Linux only. */
export const isHangUpIgnored = () => {
  try {
    const [, mask = '0'] = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return (BigInt(`0x${mask}`) & 1n) === 1n
  } catch {
    return false
  }
}
