// The port to whose turn it is with what one node does for all: it looks at everything there is, and twice is too much.

export type Duty = 'absences' | 'retention'

export interface Duties {
  /**
   * Whether it is this node's turn. Whoever has had it has it again, for as long as it lives; when it has died the next that asks
   * has it. A node that was taken for dead may go on for a moment beside the next: what is done must bear to be done twice.
   * Rejects for an outage with Refusal UNAVAILABLE.
   */
  has(duty: Duty): Promise<boolean>
  /** The next that asks has what this node had. */
  close(): Promise<void>
}
