// Where a host keeps its data unless it is told otherwise: the folder that each platform sets aside for it.
import path from 'node:path'

/**
 * The data folder by the platform's custom (the XDG Base Directory Specification, %APPDATA%, Application Support), or null where
 * the environment does not name the person's home. A relative $XDG_DATA_HOME is invalid by the specification and ignored.
 */
export function defaultDataFolder(
  platform: NodeJS.Platform,
  env: Readonly<NodeJS.Dict<string>>,
): string | null {
  if (platform === 'win32') return within(path.win32, env['APPDATA'], 'Sarangbang')
  const home = (...rest: string[]) => within(path.posix, env['HOME'], ...rest)
  if (platform === 'darwin') return home('Library', 'Application Support', 'Sarangbang')
  return within(path.posix, env['XDG_DATA_HOME'], 'sarangbang') ?? home('.local', 'share', 'sarangbang')
}

function within(style: path.PlatformPath, base: string | undefined, ...rest: string[]): string | null {
  return base !== undefined && style.isAbsolute(base) ? style.join(base, ...rest) : null
}
