{{/* The permissions of kube-proxy in Azure, which runs only in container groups on a subnet. */}}
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
