package dev.nodecast.scheduler.review.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Finds the charts that shell commands and Terraform install. */
public final class HelmReader {

    private static final List<String> SET_FLAGS = List.of("--set", "--set-string", "--set-json", "--set-literal");
    private static final List<String> FLAGS_WITH_VALUE = List.of(
            "-n",
            "--namespace",
            "-f",
            "--values",
            "--version",
            "--repo",
            "--timeout",
            "--kube-context",
            "--set",
            "--set-string",
            "--set-json",
            "--set-literal",
            "--set-file",
            "--description",
            "--history-max",
            "--username",
            "--password",
            "--kubeconfig",
            "--ca-file");

    private final Map<String, String> repositories = new LinkedHashMap<>();
    private final List<HelmInstall> installs = new ArrayList<>();

    /** The charts, commands first. */
    public static List<HelmInstall> read(List<ShellCommand> commands, List<HclBlock> terraform) {
        HelmReader reader = new HelmReader();
        commands.forEach(reader::command);
        for (HclBlock block : terraform) {
            if (block.type().equals("resource") && block.label(0).equals("helm_release")) {
                reader.resource(block);
            }
        }
        return List.copyOf(reader.installs);
    }

    private void command(ShellCommand command) {
        List<ShellWord> words = command.words();
        if (!command.program().equals("helm") || words.size() < 2) {
            return;
        }
        List<ShellWord> plain = new ArrayList<>();
        Map<String, ShellWord> flags = new LinkedHashMap<>();
        SequencedMap<String, HelmInstall.Setting> settings = new LinkedHashMap<>();
        for (int i = 1; i < words.size(); i++) {
            String text = words.get(i).text();
            int equals = text.indexOf('=');
            if (text.startsWith("--") && equals > 0) {
                String flag = text.substring(0, equals);
                ShellWord value =
                        new ShellWord(text.substring(equals + 1), words.get(i).mark());
                flag(flag, value, flags, settings);
            } else if (FLAGS_WITH_VALUE.contains(text) && i + 1 < words.size()) {
                flag(text, words.get(++i), flags, settings);
            } else if (!text.startsWith("-")) {
                plain.add(words.get(i));
            }
        }
        if (plain.size() >= 4
                && plain.get(0).text().equals("repo")
                && plain.get(1).text().equals("add")) {
            repositories.put(plain.get(2).text(), plain.get(3).text());
        } else if (plain.size() >= 2
                && List.of("install", "upgrade").contains(plain.getFirst().text())) {
            install(plain, flags, settings);
        }
    }

    private static void flag(
            String flag,
            ShellWord value,
            Map<String, ShellWord> flags,
            SequencedMap<String, HelmInstall.Setting> settings) {
        if (!SET_FLAGS.contains(flag)) {
            flags.put(flag, value);
            return;
        }
        for (String assignment : value.text().split("(?<!\\\\),")) {
            int equals = assignment.indexOf('=');
            if (equals > 0) {
                settings.put(
                        assignment.substring(0, equals),
                        new HelmInstall.Setting(assignment.substring(equals + 1), value.mark()));
            }
        }
    }

    private void install(
            List<ShellWord> plain, Map<String, ShellWord> flags, SequencedMap<String, HelmInstall.Setting> settings) {
        ShellWord chart = plain.getLast();
        String address = chart.text();
        String name = address.substring(address.lastIndexOf('/') + 1);
        String alias = address.contains("/") ? address.substring(0, address.indexOf('/')) : "";
        String repository = flags.containsKey("--repo")
                ? flags.get("--repo").text()
                : address.contains("://") ? address : repositories.getOrDefault(alias, "");
        String version = flags.containsKey("--version") ? flags.get("--version").text() : "";
        installs.add(new HelmInstall(
                plain.size() > 2 ? plain.get(1).text() : name, name, repository, version, settings, "", chart.mark()));
    }

    private void resource(HclBlock block) {
        HclBody body = block.body();
        String address = body.text("chart").orElse(block.label(1));
        SequencedMap<String, HelmInstall.Setting> settings = new LinkedHashMap<>();
        for (HclBlock set : body.blocks()) {
            if (set.type().equals("set")) {
                setting(set.body(), settings);
            }
        }
        if (body.get("set").orElse(null) instanceof HclValue.Items items) {
            for (HclValue item : items.values()) {
                if (item instanceof HclValue.Object object) {
                    setting(object.body(), settings);
                }
            }
        }
        installs.add(new HelmInstall(
                body.text("name").orElse(block.label(1)),
                address.substring(address.lastIndexOf('/') + 1),
                body.text("repository").orElse(address.contains("://") ? address : ""),
                body.text("version").orElse(""),
                settings,
                body.get("values").map(HclValue::text).orElse(""),
                block.mark()));
    }

    private static void setting(HclBody set, SequencedMap<String, HelmInstall.Setting> settings) {
        Optional<HclValue> value = set.get("value");
        set.text("name")
                .ifPresent(name -> value.ifPresent(v ->
                        settings.put(name, new HelmInstall.Setting(v.literal().orElse(v.text()), v.mark()))));
    }
}
