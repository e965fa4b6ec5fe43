import {inSandbox} from '../scenario.ts'
import {unfitCluster} from '../scenarios/unfit/cluster.ts'

unfitCluster(inSandbox)
