// For `node --import`: a server that does not fill gaps.
import { breakBuild } from './break-build.ts'
import { GAP_FILL } from './breakages.ts'

breakBuild(GAP_FILL)
