{{/* What kube-proxy in Azure asks the API server for; only container groups on a subnet have one. */}}
{{- define "aci-connector.proxyRules" -}}
- apiGroups: [""]
  resources: ["endpoints", "services"]
  verbs: ["list", "watch"]
- apiGroups: ["discovery.k8s.io"]
  resources: ["endpointslices"]
  verbs: ["list", "watch"]
- apiGroups: [""]
  resources: ["nodes"]
  verbs: ["get", "list", "watch"]
{{- end -}}
