import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

const objects = `
apiVersion: v1
kind: ServiceAccount
metadata: {name: {{ .Release.Name }}}
---
apiVersion: v1
kind: Secret
metadata: {name: {{ .Release.Name }}}
stringData: {message: {{ .Values.message | quote }}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: {{ .Release.Name }}}
rules: [{apiGroups: [""], resources: [pods], verbs: [list]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: {{ .Release.Name }}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{ .Release.Name }}}
subjects: [{kind: ServiceAccount, name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}}]
{{- if .Values.deployment }}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .Release.Name }}}
spec:
  selector: {matchLabels: {app: {{ .Release.Name }}}}
  template:
    metadata: {labels: {app: {{ .Release.Name }}}}
    spec:
      {{- if .Values.wrong }}
      wrong: true
      {{- end }}
      serviceAccountName: {{ .Release.Name }}
      containers: [{name: c, image: "example.com/a:1", env: [{name: MESSAGE, value: {{ .Values.message | quote }}}]}]
{{- end }}
`

/** Writes a small chart; gives its folder. */
export async function writeChart(folder: string): Promise<string> {
  const chart = join(folder, 'tiny')
  await mkdir(join(chart, 'templates'), {recursive: true})
  await writeFile(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: tiny\nversion: 0.1.0\nkubeVersion: ">=1.30.0-0"\n')
  await writeFile(join(chart, 'values.yaml'), 'message: hello\ndeployment: true\nwrong: false\n')
  await writeFile(join(chart, 'templates', 'all.yaml'), objects)
  return chart
}
