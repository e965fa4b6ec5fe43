{{/*
The provider (azure-aci v1.6.4, pkg/client/extensions.go) hands the token in the service account folder to kube-proxy in Azure, reads it
once, and never again. With vnet.longLivedToken that folder holds a token that does not expire and may do only what kube-proxy does; the
provider itself gets its own, short-lived token by a kubeconfig. The kubeconfig must not hold the CA inline, or the provider would read it
in place of the folder.
*/}}
{{- define "aci-connector.longLivedToken" -}}
{{- if and .Values.vnet.subnetName .Values.vnet.longLivedToken (eq .Values.osType "Linux") -}}true{{- end -}}
{{- end -}}

{{- define "aci-connector.tokenMounts" -}}
- name: proxy-token
  mountPath: /var/run/secrets/kubernetes.io/serviceaccount
  readOnly: true
- name: own-token
  mountPath: /var/run/secrets/aci-connector
  readOnly: true
- name: kubeconfig
  mountPath: /etc/aci-connector-kubeconfig
  readOnly: true
{{- end -}}

{{- define "aci-connector.tokenVolumes" -}}
- name: proxy-token
  secret:
    secretName: {{ include "aci-connector.proxyName" . | quote }}
    defaultMode: 288 # 0440
- name: own-token
  projected:
    defaultMode: 288 # 0440
    sources:
      - serviceAccountToken:
          path: token
          expirationSeconds: 3607
      - configMap:
          name: kube-root-ca.crt
          items:
            - key: ca.crt
              path: ca.crt
- name: kubeconfig
  configMap:
    name: {{ include "aci-connector.name" . | quote }}
    defaultMode: 292 # 0444
{{- end -}}
