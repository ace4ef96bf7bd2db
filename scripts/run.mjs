// What every npm script calls: checks the Node version in words that any Node understands, then runs scripts/NAME.ts.
import { readFileSync } from 'node:fs'

const [name, ...rest] = process.argv.slice(2)
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const needed = engines.node.replace('>=', '')

if (older(process.versions.node, needed)) {
  console.error(
    `Sarangbang needs Node ${needed} or newer, and this is ${process.versions.node}: install the current one from https://nodejs.org, then run the command again.`,
  )
  process.exitCode = 1
} else {
  if (process.env.npm_lifecycle_event !== undefined) stopWithTheShell()
  import(`./${name}.ts`)
    .then((script) => script.run(rest))
    .then((code) => {
      process.exitCode = code
    })
    .catch((error) => {
      console.error(error)
      process.exitCode = 1
    })
}

function older(version, wanted) {
  const [major, minor] = version.split('.').map(Number)
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number)
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor)
}

/** npm gives its SIGTERM to a shell that dies of it and tells nobody: what it leaves behind stops as if it had been told. */
function stopWithTheShell() {
  const shell = process.ppid
  const look = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(look)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  look.unref()
}
