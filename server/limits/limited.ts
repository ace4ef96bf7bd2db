// For whom the limits of one address and of rates hold. Behind this computer's own address may stand a proxy with many people.
import { isThisComputer } from './network.ts'

export const LIMITED = ['remote', 'everyone', 'nobody'] as const
/** Other computers, this one too, or nobody. */
export type Limited = (typeof LIMITED)[number]

/** Whether those limits hold for an address. */
export function limitedAddresses(limited: Limited): (address: string) => boolean {
  switch (limited) {
    case 'remote':
      return (address) => !isThisComputer(address)
    case 'everyone':
      return () => true
    case 'nobody':
      return () => false
  }
}
