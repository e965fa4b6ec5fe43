{{/*
The provider (azure-aci v1.6.4, pkg/client/extensions.go) reads the token in the service account folder once, when it starts, and passes it to
kube-proxy in Azure. With vnet.longLivedToken, that folder contains a token that does not expire and has only the permissions of kube-proxy. The
provider itself gets a short-lived token through a kubeconfig. The kubeconfig must not contain the CA inline: the provider would then read the
kubeconfig instead of the folder.
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
