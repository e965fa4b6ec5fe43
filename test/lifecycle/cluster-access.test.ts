import {inSandbox} from './scenario.ts'
import {clusterAccess, entraCluster} from './scenarios/cluster-access.ts'

clusterAccess(inSandbox)
entraCluster(inSandbox)
