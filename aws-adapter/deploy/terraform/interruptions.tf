# The controller handles interruptions itself; aws-node-termination-handler beside it would drain every node twice.
resource "aws_sqs_queue" "interruptions" {
  name                      = var.cluster_name
  message_retention_seconds = 300
  sqs_managed_sse_enabled   = true
  tags                      = local.tags
}

resource "aws_sqs_queue_policy" "interruptions" {
  queue_url = aws_sqs_queue.interruptions.id

  policy = templatefile("${path.module}/policies/queue.json", {
    queue_arn = aws_sqs_queue.interruptions.arn
    account   = data.aws_caller_identity.current.account_id
  })
}

locals {
  events = {
    spot-interruption = { source = "aws.ec2", detail-type = "EC2 Spot Instance Interruption Warning" }
    rebalance         = { source = "aws.ec2", detail-type = "EC2 Instance Rebalance Recommendation" }
    state-change      = { source = "aws.ec2", detail-type = "EC2 Instance State-change Notification" }
    scheduled-change  = { source = "aws.health", detail-type = "AWS Health Event" }
    reservation       = { source = "aws.ec2", detail-type = "EC2 Capacity Reservation Instance Interruption Warning" }
  }
}

resource "aws_cloudwatch_event_rule" "interruptions" {
  for_each    = local.events
  name        = "${var.cluster_name}-${each.key}"
  description = "Tells the Nodecast controller of ${var.cluster_name}: ${each.value.detail-type}"
  tags        = local.tags

  event_pattern = jsonencode({
    source        = [each.value.source]
    "detail-type" = [each.value.detail-type]
  })
}

resource "aws_cloudwatch_event_target" "interruptions" {
  for_each  = local.events
  rule      = aws_cloudwatch_event_rule.interruptions[each.key].name
  target_id = "nodecast"
  arn       = aws_sqs_queue.interruptions.arn
}
