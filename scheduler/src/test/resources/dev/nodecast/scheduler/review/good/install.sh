#!/bin/bash
set -euo pipefail

helm upgrade --install karpenter oci://public.ecr.aws/karpenter/karpenter \
  --version 1.8.1 \
  --namespace kube-system \
  --set settings.clusterName=studio \
  --set settings.interruptionQueue=Karpenter-studio \
  --wait

helm repo add nvdp https://nvidia.github.io/k8s-device-plugin
helm upgrade --install nvdp nvdp/nvidia-device-plugin --version 0.17.1 --namespace kube-system
helm upgrade --install keda kedacore/keda --version 2.18.0 --namespace keda --create-namespace
helm upgrade --install monitoring prometheus-community/kube-prometheus-stack --version 77.0.0 \
  --set "kube-state-metrics.metricLabelsAllowlist[0]=nodes=[role]"
helm upgrade --install dcgm gpu/dcgm-exporter --version 4.4.0
