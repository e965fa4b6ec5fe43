import {jest} from '@jest/globals'
import {describeHelm} from './on-cluster.ts'
import {startSandbox} from './sandbox-cluster.ts'

jest.setTimeout(60_000)
describeHelm('the sandbox', startSandbox)
