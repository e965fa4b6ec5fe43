{{/*
Namespaced objects have the name of the release, without a suffix: a suffix could produce the name of another release.
*/}}
{{- define "aci-connector.name" -}}
{{- .Release.Name -}}
{{- end -}}

{{/*
Objects outside the namespace of the release need the namespace in their name. Neither part can contain a colon, so the names are unique.
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
The second ServiceAccount of a release, for kube-proxy in Azure. Its name is always longer than 53 characters, the maximum for a release
name, so it cannot be the name of another release.
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
