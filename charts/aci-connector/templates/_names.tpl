{{/*
Every namespaced object has the name of its release and nothing else: no suffix of one release can meet the name of another.
*/}}
{{- define "aci-connector.name" -}}
{{- .Release.Name -}}
{{- end -}}

{{/*
Outside the namespace of the release the name has to tell both. A colon stands in neither, so no two pairs give the same name.
*/}}
{{- define "aci-connector.clusterName" -}}
{{- printf "aci-connector:%s:%s" .Release.Namespace .Release.Name -}}
{{- end -}}

{{- define "aci-connector.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "aci-connector.name" .) -}}
{{- else -}}
{{- required "serviceAccount.name is required when serviceAccount.create is false" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/*
The second ServiceAccount of a release, for kube-proxy in Azure. Always longer than the 53 characters that a release name may have, so it
is not the name of another release.
*/}}
{{- define "aci-connector.proxyName" -}}
{{- printf "%s-kube-proxy-%s" .Release.Name (sha256sum .Release.Name | trunc 44) -}}
{{- end -}}

{{- define "aci-connector.selectorLabels" -}}
app.kubernetes.io/name: aci-connector
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "aci-connector.labels" -}}
{{ include "aci-connector.selectorLabels" . }}
app.kubernetes.io/component: virtual-kubelet
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | quote }}
{{- end -}}
