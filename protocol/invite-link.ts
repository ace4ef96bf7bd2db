// The link that a host gives away.

/** Opens the host at `origin` in a browser and signs in with its password: that stands in the fragment, which is never sent over the network. */
export function inviteLink(origin: string, password: string | null): string {
  return password === null ? `${origin}/` : `${origin}/#password=${encodeURIComponent(password)}`
}
