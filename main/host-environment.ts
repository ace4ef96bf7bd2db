// The environment variables that the host of this computer is started with.

/** Ours and then `added`. A password that somebody set for another host is not passed on: each start says whether there is one. */
export function hostEnvironment(
  ours: Readonly<NodeJS.ProcessEnv>,
  added: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const { SARANGBANG_PASSWORD: _notForThisHost, ...inherited } = ours
  return { ...inherited, ...added }
}
