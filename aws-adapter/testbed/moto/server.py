"""moto with what EKS puts into an account by itself: machine images and the public SSM parameters that name them.

moto refuses to let a client write parameters under /aws, so they are put into its store before it serves.
"""

import argparse
import datetime
import signal
import sys

from moto.core import DEFAULT_ACCOUNT_ID
from moto.ec2.models import ec2_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.ssm.models import Parameter, ssm_backends
from werkzeug.serving import run_simple

KUBERNETES_VERSIONS = ["1.33", "1.34", "1.35", "1.36", "1.37"]
ARCHITECTURES = ["x86_64", "arm64"]


def image(region, name, architecture):
    backend = ec2_backends[DEFAULT_ACCOUNT_ID][region]
    made = backend.register_image(name=name, description="nodecast test bed")
    made.architecture = architecture
    made.launch_permissions = [{"Group": "all"}]
    return made.id


def publish(region, name, value):
    parameters = ssm_backends[DEFAULT_ACCOUNT_ID][region]._parameters
    parameters[name] = [
        Parameter(
            account_id=DEFAULT_ACCOUNT_ID,
            name=name,
            value=value,
            parameter_type="String",
            description=None,
            allowed_pattern=None,
            keyid=None,
            last_modified_date=datetime.datetime.now(),
            version=1,
            data_type="text",
        )
    ]


def publish_images(region):
    for version in KUBERNETES_VERSIONS:
        for architecture in ARCHITECTURES:
            for variant in ["standard", "nvidia", "neuron"]:
                name = f"amazon-eks-node-al2023-{architecture}-{variant}-{version}-v20261101"
                path = f"/aws/service/eks/optimized-ami/{version}/amazon-linux-2023/{architecture}/{variant}"
                made = image(region, name, architecture)
                publish(region, f"{path}/recommended/image_id", made)
                publish(region, f"{path}/{name}/image_id", made)
            for variant in ["", "-nvidia"]:
                path = f"/aws/service/bottlerocket/aws-k8s-{version}{variant}/{architecture}"
                made = image(region, f"bottlerocket-aws-k8s-{version}{variant}-{architecture}-v1.50.0", architecture)
                publish(region, f"{path}/latest/image_id", made)
                publish(region, f"{path}/1.50.0/image_id", made)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", required=True, help="the test bed's folder; names the process")
    parser.add_argument("--region", default="ap-northeast-2")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    publish_images(arguments.region)
    run_simple("127.0.0.1", arguments.port, DomainDispatcherApplication(create_backend_app), threaded=True)


main()
