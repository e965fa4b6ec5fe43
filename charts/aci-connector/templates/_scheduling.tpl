{{- define "aci-connector.scheduling" -}}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- range $name, $value := . }}
  {{ $name | quote }}: {{ $value | quote }}
  {{- end }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
# An AKS node that can run the image. Virtual nodes have the label kubernetes.io/os: linux, too, but cannot run the connector.
affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
        - matchExpressions:
            - key: kubernetes.azure.com/cluster
              operator: Exists
            - key: type
              operator: NotIn
              values: ["virtual-kubelet"]
            - key: virtualization
              operator: NotIn
              values: ["virtualnode2"]
            - key: kubernetes.io/os
              operator: In
              values: ["linux"]
            - key: kubernetes.io/arch
              operator: In
              values: ["amd64"]
{{- end -}}
