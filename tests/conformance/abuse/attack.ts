// An attack on a host: what it is given, and what it says of itself. Attacks run in a process of their own (attacker.ts), so
// that what they cost is not counted for the host or the bystander.

/** Where the host is, and from which of this computer's addresses the attack comes. */
export interface Target {
  http: string
  ws: string
  stomp: string
  from: string
  /** The room in which the bystanders talk. */
  roomId: string
}

/** What an attack has seen so far, by name. */
export type Facts = Record<string, number>

/** An attack at its height, which goes on until it is stopped. */
export interface Running {
  facts(): Facts
  stop(): void
}

/** Resolves when the attack is at its height. */
export type Attack = (target: Target) => Promise<Running>

/** What the attacker says, one line of JSON each: first that it is at its height, then, when it was stopped, what it saw. */
export type Report = { at: 'height' } | { at: 'end'; facts: Facts }
