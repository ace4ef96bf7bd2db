// For `node --import`: a server that does not look whether a nonce has been used.
import { breakBuild } from './break-build.ts'
import { NONCE_CHECK } from './breakages.ts'

breakBuild(NONCE_CHECK)
