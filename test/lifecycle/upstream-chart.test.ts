import {inSandbox} from './scenario.ts'
import {upstreamChart} from './scenarios/upstream-chart.ts'

upstreamChart(inSandbox)
