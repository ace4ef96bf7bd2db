// Lets one tab of this browser at a time do something, where the browser can see to that.

/** Pages on plain http:// have no locks (Web Locks API, secure contexts only): there the work is done at once. */
export function oneTabAtATime<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks
  return locks === undefined ? work() : locks.request(`sarangbang.${name}`, work)
}
