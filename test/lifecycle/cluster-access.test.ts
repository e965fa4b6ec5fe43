import {clusterAccess, entraCluster} from './scenarios/cluster-access.ts'

clusterAccess({api: 'emulated', helm: '4.2.3'})
entraCluster({api: 'emulated', helm: '4.2.3'})
