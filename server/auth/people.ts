// Knows whom this host knows. A guest is nowhere but in the rooms that they are in, and on their connections.
import type { Accounts } from '../store/accounts.ts'
import type { Directory } from '../store/directory.ts'
import type { People } from '../store/people.ts'
import type { Signals } from '../store/signals.ts'

export interface PeopleParts {
  accounts: Pick<Accounts, 'ofPerson'>
  directory: Pick<Directory, 'memberAnywhere'>
  signals: Pick<Signals, 'present'>
}

export function createPeople({ accounts, directory, signals }: PeopleParts): People {
  return {
    find: async (userId) => {
      const account = await accounts.ofPerson(userId)
      if (account !== null) return { userId, name: account.name }
      return (await directory.memberAnywhere(userId)) ?? signals.present(userId)
    },
  }
}
