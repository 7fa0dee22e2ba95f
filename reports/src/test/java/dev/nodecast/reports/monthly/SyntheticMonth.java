package dev.nodecast.reports.monthly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;

/**
 * A month of made-up results of the size of a real one, for looking at a page: three queues with daily curves, spot with
 * some on-demand, a few long waits. Its numbers mean nothing.
 */
final class SyntheticMonth {
    private static final String HASH = "b7d4e1f0a3c29586" + "4d1e0f7a".repeat(6);
    private static final String RUN = "b7d4e1f0-1-0,";
    private static final int DAYS = 31;
    private static final String[] QUEUES = {"pro", "starter", "free"};
    private static final int[] JOBS_PER_HOUR = {28, 22, 24};

    private long state = 42;
    private long costMicroUsd;
    private long computeMicroUsd;
    private int jobCount;

    private double chance() {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (state >>> 11) * 0x1p-53;
    }

    Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("costs.csv"), costs());
        Files.writeString(folder.resolve("jobs.csv"), jobs());
        Files.writeString(folder.resolve("nodes.csv"), nodes());
        Files.writeString(folder.resolve("timeline.csv"), timeline());
        Files.writeString(folder.resolve("decisions.jsonl"), "");
        Files.writeString(folder.resolve("summary.json"), summary());
        return folder;
    }

    private static double load(double hour) {
        double daily = 0.55 + 0.45 * Math.sin((hour % 24 - 9) / 24 * 2 * Math.PI);
        boolean weekend = (int) (hour / 24) % 7 == 2 || (int) (hour / 24) % 7 == 3;
        return daily * (weekend ? 0.6 : 1);
    }

    private String costs() {
        StringBuilder csv = new StringBuilder(
                "run,date,category,node_pool,instance_type,capacity_type,zone,item,quantity,unit,cost_usd\n");
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = LocalDate.of(2026, 10, 1).plusDays(day);
            double size = load(24 * day + 15) * (0.85 + 0.3 * chance());
            for (String zone : new String[] {"ap-northeast-2a", "ap-northeast-2c"}) {
                cost(csv, date, "compute,gpu-spot,g4dn.xlarge,spot," + zone + ",", 90 * size, 0.2291);
                cost(csv, date, "compute,gpu-spot,g5.xlarge,spot," + zone + ",", 40 * size, 0.4953);
                cost(csv, date, "compute,gpu-premium,g4dn.xlarge,on-demand," + zone + ",", 12 * size * chance(), 0.647);
            }
            cost(csv, date, "system-nodes,system,m7g.large,on-demand,ap-northeast-2a,", 48, 0.1004);
            cost(csv, date, "control-plane,,,,,EKS control plane", 24, 0.10);
            cost(csv, date, "storage,,,,,EBS gp3 storage", 41 * size, 0.0912);
            cost(csv, date, "data,,,,,NAT gateway", 24, 0.059);
        }
        return csv.toString();
    }

    private void cost(StringBuilder csv, LocalDate date, String item, double hours, double rate) {
        long micro = Math.round(hours * rate * 1e6);
        costMicroUsd += micro;
        computeMicroUsd += item.startsWith("compute") ? micro : 0;
        csv.append(String.format(Locale.ROOT, "%s%s,%s,%.4f,hour,%.6f%n", RUN, date, item, hours, micro / 1e6));
    }

    private String jobs() {
        StringBuilder csv = new StringBuilder(
                "run,job,queue,arrival_s,first_start_s,completed_s,wait_s,turnaround_s,service_s,attempts,lost_s,node\n");
        for (int hour = 0; hour < 24 * DAYS; hour++) {
            for (int queue = 0; queue < QUEUES.length; queue++) {
                int count = (int) (JOBS_PER_HOUR[queue] * 2 * load(hour) * (0.7 + 0.6 * chance()));
                for (int i = 0; i < count; i++) {
                    job(csv, hour, queue, i * 3600.0 / count);
                }
            }
        }
        return csv.toString();
    }

    private void job(StringBuilder csv, int hour, int queue, double second) {
        double u = chance();
        double wait = u < 0.35 ? u * 3 : (4 + 30 * queue) * Math.pow(1 / (1.0001 - u), 0.9);
        double arrival = hour * 3600.0 + second;
        boolean started = arrival + wait < DAYS * 86_400.0;
        String times = started
                ? String.format(
                        Locale.ROOT, "%.3f,%.3f,%.3f,%.3f", arrival + wait, arrival + wait + 40, wait, wait + 40)
                : ",,,";
        csv.append(String.format(
                Locale.ROOT, "%s%d,%s,%.3f,%s,40,1,0,%n", RUN, jobCount++, QUEUES[queue], arrival, times));
    }

    private String nodes() {
        StringBuilder csv =
                new StringBuilder("run,node_claim,node,provider_id,node_pool,instance_type,zone,capacity_type,gpus,"
                        + "requested_s,launched_s,running_s,registered_s,ready_s,initialized_s,notice_s,terminating_s,terminated_s,"
                        + "billed_until_s,ended_by,cause,cost_usd,gpu_used_s\n");
        String[] causes = {"empty", "empty", "empty", "underutilized", "interrupted", "expired"};
        for (int i = 0; i < 640; i++) {
            double at = chance() * DAYS * 86_400;
            String cause = causes[(int) (chance() * causes.length)];
            double end = at + 600 + 20_000 * chance();
            csv.append(String.format(
                    Locale.ROOT,
                    "%sgpu-%d,n%d,i-%d,gpu-spot,g4dn.xlarge,ap-northeast-2a,spot,1,%.1f,%.1f,%.1f,,,%.1f,%s,,%.1f,,user,%s,1,1%n",
                    RUN,
                    i,
                    i,
                    i,
                    at,
                    at + 2,
                    at + 20,
                    at + 210 + 200 * chance(),
                    cause.equals("interrupted") ? String.format(Locale.ROOT, "%.1f", end - 120) : "",
                    end,
                    cause));
        }
        return csv.toString();
    }

    private String timeline() {
        StringBuilder csv = new StringBuilder(
                "run,time_s,local_time,nodes_on_demand,nodes_spot,pods_pending,pods_running,"
                        + "jobs_running,jobs_waiting,gpus,gpus_busy,cost_usd_per_hour,waiting_pro,waiting_starter,waiting_free\n");
        double[] waiting = new double[3];
        for (int sample = 0; sample < DAYS * 24 * 12; sample++) {
            double hour = sample / 12.0;
            int spot = (int) Math.round(11 * load(hour) + 2 * chance());
            int onDemand = load(hour) > 0.9 ? 2 : 0;
            for (int queue = 0; queue < 3; queue++) {
                waiting[queue] = Math.max(
                        0,
                        0.9 * waiting[queue]
                                + (queue + 1) * 3 * load(hour) * (chance() - 0.42)
                                + (chance() < 0.002 ? 60 * queue : 0));
            }
            csv.append(String.format(
                    Locale.ROOT,
                    "%s%d,x,%d,%d,0,0,0,0,0,%d,0,%.0f,%.0f,%.0f%n",
                    RUN,
                    sample * 300,
                    onDemand,
                    spot,
                    spot / 2,
                    waiting[0],
                    waiting[1],
                    waiting[2]));
        }
        return csv.toString();
    }

    private String summary() {
        String times = "{\"mean\": 1, \"p50\": 1, \"p95\": 1, \"p99\": 1, \"max\": 1}";
        String queue = "{\"arrived\": 1, \"completed\": 1, \"unfinished\": 0, \"wait\": " + times + ", \"turnaround\": "
                + times + ", \"meanLength\": 1, \"maxLength\": 1}";
        return String.format(
                Locale.ROOT,
                """
                {
                  "schemaVersion": 1, "version": "0.1.0",
                  "scenario": {"name": "gpu-spot-month",
                    "description": "The design's cluster with the fewest corrections that make it work.",
                    "hash": "%s", "start": "2026-10-01T00:00:00+09:00", "timeZone": "Asia/Seoul", "durationHours": 744,
                    "region": "ap-northeast-2", "kubernetesVersion": "1.34", "priceDate": "2026-09-30", "market": "advisor"},
                  "seed": 1, "replications": 1,
                  "cost": {"total": %.6f, "compute": %.6f, "storage": 0, "controlPlane": 0, "systemNodes": 0, "data": 0,
                    "commitment": 0, "perCompletedJob": 0, "byCapacityType": {}, "byInstanceType": {}, "byNodePool": {},
                    "byZone": {}},
                  "spot": {"share": 0.942, "onDemandCost": %.6f, "saving": %.6f},
                  "nodes": {"launched": 640, "interrupted": 104, "reclaimed": 9, "launchFailures": 31, "peak": 15},
                  "gpuHours": {"bought": 5120.4, "used": 2765.1, "idle": 2355.3, "idleBecause": {"booting": 214.2,
                    "unassigned": 311.8, "imagePull": 120.9, "modelLoad": 88.1, "waitingForJobs": 1590.2, "draining": 30.1}},
                  "jobs": {"arrived": %d, "completed": 1, "unfinished": 0, "waiting": 0, "running": 0,
                    "awaitingRedelivery": 0, "requeued": 212, "redelivered": 3, "interrupted": 215, "lostHours": 4.71, "failed": 0,
                    "troubles": {"failedExecutions": 0, "retried": 0, "inBackoff": 0, "softLimits": 0, "hardLimits": 0,
                      "workersLost": 0, "duplicated": 0, "duplicates": 0, "duplicateHours": 0}},
                  "queues": {"pro": %s, "starter": %s, "free": %s},
                  "pods": {"created": 1, "pendingAtEnd": 0, "pendingToBound": %s, "pendingToRunning": %s, "pendingToWorking": %s, "restarts": 0},
                  "disruption": {},
                  "fleet": {
                    "a": {"nodePool": "gpu-premium", "instanceType": "g4dn.xlarge", "capacityType": "on-demand",
                      "launched": 40, "interrupted": 0, "hours": 290.5, "gpuHours": 290.5, "gpuHoursUsed": 201.1, "cost": 188},
                    "b": {"nodePool": "gpu-spot", "instanceType": "g4dn.xlarge", "capacityType": "spot",
                      "launched": 420, "interrupted": 66, "hours": 3480.2, "gpuHours": 3480.2, "gpuHoursUsed": 1802.7,
                      "cost": 797},
                    "c": {"nodePool": "gpu-spot", "instanceType": "g5.xlarge", "capacityType": "spot",
                      "launched": 180, "interrupted": 38, "hours": 1349.7, "gpuHours": 1349.7, "gpuHoursUsed": 761.3,
                      "cost": 668}},
                  "bounds": {"allOnDemand": {"compute": %.6f, "wait": 61.4, "completed": 1},
                    "neverScaledDown": {"compute": %.6f, "wait": null, "completed": null},
                    "perfectForesight": {"compute": %.6f, "wait": null, "completed": 1}},
                  "beside": {},
                  "objectives": [
                    {"measure": "queues.pro.wait.p95", "atMost": 120, "unit": "s", "found": 96.2, "met": true},
                    {"measure": "cost.total", "atMost": 1500, "unit": "USD", "found": %.6f, "met": false}],
                  "closedForms": [],
                  "warnings": [
                    "gpu-spot.yaml:31:7: pool `gpu-spot` names two zones and two instance types: four spot pools are thin diversity",
                    "the premium pool's instances have no spot price in this market; on-demand is paid"]
                }
                """,
                HASH,
                costMicroUsd / 1e6,
                computeMicroUsd / 1e6,
                computeMicroUsd * 2.6 / 1e6,
                computeMicroUsd * 1.6 / 1e6,
                jobCount,
                queue,
                queue,
                queue,
                times,
                times,
                times,
                computeMicroUsd * 2.62 / 1e6,
                computeMicroUsd * 1.9 / 1e6,
                computeMicroUsd * 0.43 / 1e6,
                costMicroUsd / 1e6);
    }
}
