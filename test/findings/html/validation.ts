import type {PodStory, TimeLineEntry} from '../../../src/lib/connector/pod-history/pod-story.ts'
import type {Validation} from '../../../src/lib/connector/validation/validate.ts'
import {finding} from '../finding.ts'

const release = 'virtual-kubelet-linux-eastus'
const because = {id: 'role-assigned', target: release}

/** A result with something of everything: a chain of causes, a manifest, checks that could not run, and a smoke test. */
export const validation: Validation = {
  ok: false,
  findings: [
    finding({
      id: 'role-assigned',
      target: release,
      message: 'The identity may not create container groups.',
      remedy: 'az role assignment create --role Contributor\nThen restart it:\nkubectl rollout restart deployment web',
      commands: ['az role assignment create --role Contributor', 'kubectl rollout restart deployment web'],
    }),
    finding({id: 'pods-refused', target: release, message: 'Azure refused 3 pods.\n403 Forbidden\n403 Forbidden', because}),
    finding({
      id: 'pods-waiting',
      target: release,
      verdict: 'warning',
      message: 'Pods wait.',
      because: {id: 'pods-refused', target: release},
    }),
    finding({id: 'smoke-passed', target: release, message: 'A sample pod failed.', remedy: '', because}),
    finding({id: 'quota', target: 'c', verdict: 'unknown', message: 'Azure could not be reached.', remedy: ''}),
    finding({
      id: 'placement',
      category: 'manifest',
      verdict: 'warning',
      target: 'Deployment web',
      message: 'The pods can run elsewhere.',
      remedy: 'Set this in the pod spec:\nnodeSelector:\n  type: virtual-kubelet\ntolerations:\n- key: a',
      snippets: ['nodeSelector:', '  type: virtual-kubelet', 'tolerations:', '- key: a'],
      location: {file: 'app.yaml', line: 3},
    }),
    finding({id: 'node-ready', target: release, verdict: 'ok'}),
    finding({id: 'node-labels', target: release, verdict: 'skipped', message: 'Not checked'}),
  ],
  connectors: [
    {
      connectorName: 'virtual-kubelet',
      osType: 'Linux',
      release,
      name: `virtual-kubelet-${release}`,
      status: 'Ready',
      roles: 'agent',
      age: '5d',
      version: 'v1.25.0-vk-azure-aci-1.6.4',
    },
    {
      connectorName: 'virtual-kubelet',
      osType: 'Windows',
      release: 'w',
      name: 'virtual-kubelet-w',
      status: 'NotReady',
      roles: '<none>',
      age: '5d',
      version: '',
    },
  ],
  smoke: [
    {
      nodeName: `virtual-kubelet-${release}`,
      osType: 'Linux',
      connectorName: 'virtual-kubelet',
      pods: 2,
      phases: [
        {phase: 'scheduled', p50Ms: 400, maxMs: 500},
        {phase: 'created', p50Ms: 2100, maxMs: 2100},
        {phase: 'running', p50Ms: 23_000, maxMs: 23_000},
        {phase: 'log', p50Ms: 1000, maxMs: 1000},
        {phase: 'deleted', p50Ms: 9000, maxMs: 9000},
        {phase: 'gone', p50Ms: 14_000, maxMs: 14_000},
      ],
      podTimes: [
        {
          pod: 'vkctl-smoke-1',
          phases: [
            {phase: 'scheduled', ms: 500},
            {phase: 'created', ms: 2100},
            {phase: 'running', ms: 23_000},
            {phase: 'log', ms: 1000},
            {phase: 'deleted', ms: 9000},
            {phase: 'gone', ms: 14_000},
          ],
        },
        {pod: 'vkctl-smoke-2', phases: [{phase: 'scheduled', ms: 400}]},
      ],
      publicIp: '20.1.1.1',
      failed: [{pod: 'vkctl-smoke-2', phase: 'created', reason: 'AuthorizationFailed: no'}],
      timedOut: false,
      left: ['pod default/vkctl-smoke-2'],
    },
  ],
}

/** Of a pod that Azure refused, and of one of which nothing is known. */
export const podStories: readonly PodStory[] = [
  {
    namespace: 'shop',
    name: 'web-1',
    uid: 'u1',
    nodeName: `virtual-kubelet-${release}`,
    status: 'ProviderFailed',
    verdict: 'problem',
    cause: {
      check: 'pod-allowed',
      docs: 'docs/checks.md#pod-allowed',
      message: 'Azure answered 403.',
      remedy: 'kubectl delete pod web-1',
      commands: ['kubectl delete pod web-1'],
    },
    timeLine: [
      entry('00:58:36', 'kubernetes', 'The pod was created'),
      entry('00:58:37', 'azure', 'refused it', {level: 'warning', count: 4, lastTime: '2026-11-29T00:58:41Z'}),
      entry('01:00:02', 'container', 'web: BackOff', {level: 'warning'}),
    ],
    notRead: ['Logs cannot be read.'],
  },
  {
    namespace: 'shop',
    name: 'web-2',
    uid: 'u2',
    nodeName: null,
    status: 'Pending',
    verdict: 'unknown',
    cause: {check: null, docs: null, message: 'Nothing says why.', remedy: ''},
    timeLine: [],
    notRead: [],
  },
]

function entry(clock: string, source: TimeLineEntry['source'], text: string, more: Partial<TimeLineEntry> = {}): TimeLineEntry {
  const time = `2026-11-29T${clock}Z`
  return {time, lastTime: time, count: 1, source, level: 'normal', text, ...more}
}

/** The same with this text in place of every text that comes from elsewhere. Chains of causes and commands stay. */
export function withTexts<T>(value: T, text: string): T {
  const ours = new Set(['verdict', 'phase', 'category', 'osType', 'source', 'level', 'time', 'lastTime'])
  // Of a node; vkctl chooses one of few words.
  const statuses = new Set(['Ready', 'NotReady'])
  const chain = new Set(['id', 'target', 'remedy'])
  return JSON.parse(
    JSON.stringify(value, (key, one: unknown) => {
      if (typeof one !== 'string' || ours.has(key) || statuses.has(one)) return one
      return chain.has(key) ? `${one} ${text}` : text
    }),
  ) as T
}
