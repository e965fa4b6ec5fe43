{{/*
The environment variables of the provider (azure-aci v1.6.4). They are collected in a map first, so that `env` can override each of them and no
name occurs twice. A variable without a value is omitted, because the provider treats an empty variable differently from a missing one.
*/}}
{{- define "aci-connector.environment" -}}
{{- $vnet := .Values.vnet -}}
{{- $all := dict "KUBELET_PORT" "10250" -}}
{{- $_ := set $all "AKS_CREDENTIAL_LOCATION" "/etc/aci-connector/azure.json" -}}
{{- $_ := set $all "APISERVER_CERT_LOCATION" "/etc/aci-connector/tls.crt" -}}
{{- $_ := set $all "APISERVER_KEY_LOCATION" "/etc/aci-connector/tls.key" -}}
{{- $_ := set $all "VKUBELET_TAINT_KEY" .Values.taint.key -}}
{{- $_ := set $all "VKUBELET_TAINT_VALUE" .Values.taint.value -}}
{{- $_ := set $all "VKUBELET_TAINT_EFFECT" .Values.taint.effect -}}
{{- $_ := set $all "ACI_RESOURCE_GROUP" (required "aciResourceGroup is required" .Values.aciResourceGroup) -}}
{{- $_ := set $all "ACI_REGION" (required "location is required" .Values.location) -}}
{{- $_ := set $all "ACI_QUOTA_CPU" .Values.quota.cpu -}}
{{- $_ := set $all "ACI_QUOTA_MEMORY" .Values.quota.memory -}}
{{- $_ := set $all "ACI_QUOTA_POD" .Values.quota.pods -}}
{{- /* The provider requires a name even without a subnet. */ -}}
{{- $_ := set $all "ACI_VNET_NAME" (required "vnet.name is required" $vnet.name) -}}
{{- $_ := set $all "ACI_VNET_RESOURCE_GROUP" ($vnet.resourceGroup | default .Values.aciResourceGroup) -}}
{{- if $vnet.subnetName -}}
{{- $_ := set $all "ACI_SUBNET_NAME" $vnet.subnetName -}}
{{- $_ := set $all "ACI_SUBNET_CIDR" $vnet.subnetCidr -}}
{{- $_ := set $all "ACI_VNET_SUBSCRIPTION_ID" $vnet.subscriptionId -}}
{{- $_ := set $all "KUBE_DNS_IP" (required "vnet.kubeDnsIp is required with vnet.subnetName" $vnet.kubeDnsIp) -}}
{{- $_ := set $all "CLUSTER_CIDR" $vnet.clusterCidr -}}
{{- if eq .Values.osType "Linux" -}}
{{- $_ := set $all "MASTER_URI" (required "vnet.masterUri is required with vnet.subnetName" $vnet.masterUri) -}}
{{- if $vnet.realTimeMetrics -}}{{- $_ := set $all "ENABLE_REAL_TIME_METRICS" "true" -}}{{- end -}}
{{- end -}}
{{- if include "aci-connector.longLivedToken" . -}}
{{- $_ := set $all "KUBECONFIG" "/etc/aci-connector-kubeconfig/kubeconfig" -}}
{{- end -}}
{{- end -}}
{{- range $name, $value := .Values.env -}}
{{- $_ := set $all $name $value -}}
{{- end -}}
{{- range $name, $value := $all -}}
{{- if $value }}
- name: {{ $name | quote }}
  value: {{ $value | quote }}
{{- end -}}
{{- end -}}
{{- if not (index $all "VKUBELET_POD_IP") }}
- name: VKUBELET_POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
{{- end -}}
{{- end -}}
