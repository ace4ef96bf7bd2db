// Which host a person was at the last time, so that the next visit goes straight there.
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { KeptValues } from '../connection/kept-values.ts'

const LastHost = Type.Object({
  origin: Type.String(),
  name: Type.String(),
  /** It ran on this computer, started by the desktop app: its address may be another one now. */
  own: Type.Boolean(),
})
export type LastHost = Static<typeof LastHost>

export function readLastHost(values: KeptValues): LastHost | null {
  const kept = values.read('last-host')
  return Value.Check(LastHost, kept) ? kept : null
}

export function keepLastHost(values: KeptValues, host: LastHost): void {
  values.write('last-host', host)
}

export function forgetLastHost(values: KeptValues): void {
  values.forget('last-host')
}
