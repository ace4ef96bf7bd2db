// Whose turn it is where there is one node.
import type { Duties } from '../duties.ts'

export class MemoryDuties implements Duties {
  async has(): Promise<boolean> {
    return true
  }

  async close(): Promise<void> {}
}
