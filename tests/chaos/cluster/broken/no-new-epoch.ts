// For `node --import`: a server that does not look whether Redis has lost something.
import { breakBuild } from './break-build.ts'
import { NEW_EPOCH } from './breakages.ts'

breakBuild(NEW_EPOCH)
