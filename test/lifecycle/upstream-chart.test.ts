import {upstreamChart} from './scenarios/upstream-chart.ts'

upstreamChart({api: 'emulated', helm: '4.2.3'})
