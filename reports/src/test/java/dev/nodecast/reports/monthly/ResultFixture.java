package dev.nodecast.reports.monthly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A result folder small enough to work out by hand: two days of October in Seoul, two queues, three instances, five jobs.
 *
 * <pre>
 *                     1 October   2 October
 * spot                     1.20        2.30      = 3.50   (one line is negative: EC2 made an hour free)
 * on-demand                0.50        0.00      = 0.50
 * control plane            2.40        2.40      = 4.80
 * storage                  0.10        0.10      = 0.20
 *                          4.20        4.80      = 9.00
 * </pre>
 */
final class ResultFixture {
    static final String HASH = "3f2a9c1b" + "0".repeat(56);
    private static final String RUN = "3f2a9c1b-7-0,";

    private final Map<String, String> files = new LinkedHashMap<>();

    private ResultFixture() {}

    static ResultFixture twoDays() {
        ResultFixture fixture = new ResultFixture();
        fixture.files.put("summary.json", summary());
        fixture.files.put("costs.csv", costs());
        fixture.files.put("jobs.csv", jobs());
        fixture.files.put("nodes.csv", nodes());
        fixture.files.put("timeline.csv", timeline());
        fixture.files.put("decisions.jsonl", "");
        return fixture;
    }

    /** The same with a part of a file replaced, which must be there. */
    ResultFixture with(String file, String part, String replacement) {
        String text = files.get(file);
        if (!text.contains(part)) {
            throw new IllegalArgumentException(file + " has no `" + part + "`");
        }
        files.put(file, text.replace(part, replacement));
        return this;
    }

    /** Adds the rows of a file once more, for another replication. */
    ResultFixture append(String file, String run, String otherRun) {
        String text = files.get(file);
        files.put(file, text + text.substring(text.indexOf('\n') + 1).replace(run, otherRun));
        return this;
    }

    ResultFixture without(String file) {
        files.remove(file);
        return this;
    }

    Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    private static String costs() {
        return """
                run,date,category,node_pool,instance_type,capacity_type,zone,item,quantity,unit,cost_usd
                RUN2026-10-01,compute,gpu,g4dn.xlarge,spot,ap-northeast-2a,,4,hour,1.2
                RUN2026-10-01,compute,gpu,g4dn.xlarge,on-demand,ap-northeast-2c,,0.5,hour,0.5
                RUN2026-10-01,control-plane,,,,,EKS control plane,24,hour,2.4
                RUN2026-10-01,storage,,,,,EBS gp3 storage,1.25,GB-month,0.1
                RUN2026-10-02,compute,gpu,g4dn.xlarge,spot,ap-northeast-2a,,7,hour,2.1
                RUN2026-10-02,compute,gpu,g5.xlarge,spot,ap-northeast-2c,,1,hour,0.5
                RUN2026-10-02,compute,gpu,g4dn.xlarge,spot,ap-northeast-2a,,-1,hour,-0.3
                RUN2026-10-02,control-plane,,,,,EKS control plane,24,hour,2.4
                RUN2026-10-02,storage,,,,,EBS gp3 storage,1.25,GB-month,0.1
                """.replace("RUN", RUN);
    }

    private static String jobs() {
        return """
                run,job,queue,arrival_s,first_start_s,completed_s,wait_s,turnaround_s,service_s,attempts,lost_s,node
                RUN0,pro,0,10,70,10,70,60,1,0,n1
                RUN1,pro,100,120,180,20,80,60,1,0,n1
                RUN2,free,100,130,190,30,90,60,1,0,n2
                RUN3,pro,90000,90040,90100,40,100,60,2,5,n3
                RUN4,free,172000,,,,,60,0,0,
                """.replace("RUN", RUN);
    }

    private static String nodes() {
        return """
                run,node_claim,node,provider_id,node_pool,instance_type,zone,capacity_type,gpus,requested_s,launched_s,\
                running_s,registered_s,ready_s,initialized_s,notice_s,terminating_s,terminated_s,billed_until_s,ended_by,\
                cause,cost_usd,gpu_used_s
                RUNgpu-a,n1,i-1,gpu,g4dn.xlarge,ap-northeast-2a,spot,1,0,2,10,40,45,60,,4000,4060,4060,user,empty,1.2,120
                RUNgpu-b,n2,i-2,gpu,g4dn.xlarge,ap-northeast-2c,on-demand,1,100,102,110,150,155,180,,1900,1960,1960,user,\
                empty,0.5,60
                RUNgpu-c,n3,i-3,gpu,g5.xlarge,ap-northeast-2c,spot,1,89900,89902,89910,89940,89945,89980,93000,93001,93120,\
                93120,provider,interrupted,0.5,60
                """.replace("RUN", RUN);
    }

    private static String timeline() {
        return """
                run,time_s,local_time,nodes_on_demand,nodes_spot,pods_pending,pods_running,jobs_running,jobs_waiting,gpus,\
                gpus_busy,cost_usd_per_hour,waiting_pro,waiting_free
                RUN0,2026-10-01T00:00:00+09:00,0,1,1,0,0,1,1,0,0.3,1,0
                RUN1800,2026-10-01T00:30:00+09:00,1,2,0,2,2,5,3,2,0.8,3,2
                RUN3600,2026-10-01T01:00:00+09:00,0,1,0,1,0,0,1,0,0.3,0,0
                RUN90000,2026-10-02T01:00:00+09:00,0,1,0,1,0,1,1,0,0.5,1,0
                """.replace("RUN", RUN);
    }

    private static String summary() {
        return """
                {
                  "schemaVersion": 1,
                  "version": "0.1.0-TEST",
                  "scenario": {
                    "name": "two-days", "description": "Two days <worked> by hand", "hash": "HASH",
                    "start": "2026-10-01T00:00:00+09:00", "timeZone": "Asia/Seoul", "durationHours": 48,
                    "region": "ap-northeast-2", "kubernetesVersion": "1.34", "priceDate": "2026-09-30", "market": "advisor"
                  },
                  "seed": 7,
                  "replications": 1,
                  "cost": {
                    "total": 9, "compute": 4, "storage": 0.2, "controlPlane": 4.8, "systemNodes": 0, "data": 0,
                    "commitment": 0, "perCompletedJob": 2.25,
                    "byCapacityType": {"on-demand": 0.5, "spot": 3.5},
                    "byInstanceType": {"g4dn.xlarge": 3.5, "g5.xlarge": 0.5},
                    "byNodePool": {"gpu": 4}, "byZone": {"ap-northeast-2a": 3, "ap-northeast-2c": 1}
                  },
                  "spot": {"share": 0.96, "onDemandCost": 10, "saving": 6},
                  "nodes": {"launched": 3, "interrupted": 1, "reclaimed": 0, "launchFailures": 2, "peak": 2},
                  "gpuHours": {
                    "bought": 12.5, "used": 5, "idle": 7.5,
                    "idleBecause": {"booting": 0.5, "unassigned": 1, "imagePull": 0.25, "modelLoad": 0.25,
                      "waitingForJobs": 5, "draining": 0.5}
                  },
                  "jobs": {"arrived": 5, "completed": 4, "unfinished": 1, "waiting": 1, "running": 0,
                    "awaitingRedelivery": 0, "requeued": 1, "redelivered": 0, "interrupted": 1, "lostHours": 0.001, "failed": 0,
                    "troubles": {"failedExecutions": 0, "retried": 0, "inBackoff": 0, "softLimits": 0, "hardLimits": 0,
                      "workersLost": 0, "duplicated": 0, "duplicates": 0, "duplicateHours": 0}},
                  "queues": {"pro": QUEUE, "free": QUEUE},
                  "pods": {"created": 3, "pendingAtEnd": 0, "pendingToBound": TIMES, "pendingToRunning": TIMES, "pendingToWorking": TIMES, "restarts": 0},
                  "disruption": {},
                  "fleet": {
                    "gpu/g4dn.xlarge/spot": {"nodePool": "gpu", "instanceType": "g4dn.xlarge", "capacityType": "spot",
                      "launched": 1, "interrupted": 0, "hours": 10, "gpuHours": 10, "gpuHoursUsed": 4, "cost": 3}
                  },
                  "bounds": {
                    "allOnDemand": {"compute": 10, "wait": 20, "completed": 4},
                    "neverScaledDown": {"compute": 12, "wait": null, "completed": null},
                    "perfectForesight": {"compute": 1, "wait": null, "completed": 4}
                  },
                  "beside": {
                    "trueBill": {"total": 11, "compute": 5.5, "gpuHoursBought": 14, "gpuHoursUsed": 5,
                      "completed": 4, "wait": 20, "interrupted": 1, "lostHours": 0}
                  },
                  "objectives": [{"measure": "queues.pro.wait.p95", "atMost": 30, "unit": "s", "found": 38, "met": false}],
                  "closedForms": [],
                  "warnings": ["pool `gpu` has <two> zones only"]
                }
                """.replace("HASH", HASH).replace("QUEUE", """
                        {"arrived": 3, "completed": 3, "unfinished": 0, "wait": TIMES, "turnaround": TIMES,
                         "meanLength": 0.1, "maxLength": 3}""").replace("TIMES", """
                        {"mean": 1, "p50": 1, "p95": 1, "p99": 1, "max": 1}""");
    }
}
