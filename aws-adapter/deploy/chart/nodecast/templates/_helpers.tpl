{{- define "nodecast.name" -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "nodecast.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "nodecast.name" .) -}}
{{- end -}}

{{- define "nodecast.selector" -}}
app.kubernetes.io/name: nodecast
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "nodecast.labels" -}}
{{ include "nodecast.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "nodecast.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}
