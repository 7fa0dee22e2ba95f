package dev.nodecast.scenarios.experiment;
import dev.nodecast.scenarios.file.*;
import dev.nodecast.scenarios.library.*;
import dev.nodecast.scenarios.result.*;
import dev.nodecast.scheduler.diagnostics.*;
import java.util.*;
public class TryIt {
  public static void main(String[] a) throws Exception {
    List<Setting> s = new ArrayList<>();
    Options o = Options.of("test");
    for (int i = 1; i < a.length; i++) {
      if (a[i].startsWith("-r")) o = o.withReplications(Integer.parseInt(a[i].substring(2)));
      else if (a[i].startsWith("-o")) o = o.withOutput(java.nio.file.Path.of(a[i].substring(2)));
      else if (a[i].equals("-nb")) o = o.withBounds(false);
      else s.add(Setting.parse(a[i]));
    }
    long t = System.nanoTime();
    try {
      System.out.println(ResultJson.write(Experiment.run(ReadyScenarios.find(a[0]).orElseThrow(), s, o)));
    } catch (InvalidInput e) {
      for (Diagnostic d : e.diagnostics()) System.out.println(d.oneLine() + " | " + d.fieldPath() + " | found " + d.found() + " | expected " + d.expected() + " | " + d.help());
    }
    System.err.println((System.nanoTime() - t) / 1e9 + " s");
  }
}
