// A failure of the fuzzer in words: what went wrong, the least that makes it go wrong, and how to see it again.
import type { Failure } from './arena.ts'
import { describeScript } from './script.ts'

export function report({ seed, transport, faults, scripts }: Failure): string {
  return [
    `By ${transport}, with the seed ${seed}:`,
    ...faults.map((fault) => `- ${fault}`),
    'This is enough for something to go wrong:',
    ...scripts.map((script, client) => `client ${client + 1}\n${describeScript(script)}`),
    `Again: npm run fuzz -- --transport ${transport} --seed ${seed} --rounds 1`,
  ].join('\n')
}
