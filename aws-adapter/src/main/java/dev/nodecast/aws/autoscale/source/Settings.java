package dev.nodecast.aws.autoscale.source;

import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The settings of a trigger, read with names and remedies in the refusals. */
final class Settings {

    private final ScaleTrigger trigger;

    Settings(ScaleTrigger trigger) {
        this.trigger = trigger;
    }

    String text(String key, String byDefault) {
        String text = trigger.metadata().getOrDefault(key, "").strip();
        return text.isEmpty() ? byDefault : text;
    }

    String required(String key, String expected) {
        String text = text(key, "");
        if (text.isEmpty()) {
            throw wrong(key, "nothing", expected);
        }
        return text;
    }

    boolean flag(String key, boolean byDefault) {
        String text = text(key, Boolean.toString(byDefault)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "t", "1" -> true;
            case "false", "f", "0" -> false;
            default -> throw wrong(key, text, "true or false");
        };
    }

    int whole(String key, int byDefault, int min, int max) {
        String text = text(key, Integer.toString(byDefault));
        boolean number = text.matches("\\d{1,9}");
        if (!number || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw wrong(key, text, "a whole number from " + min + " to " + max);
        }
        return Integer.parseInt(text);
    }

    /** {@code name=value,name=value}, as KEDA writes maps in a setting. */
    Map<String, String> map(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String pair : text(key, "").split(",", -1)) {
            int at = pair.indexOf('=');
            if (!pair.isBlank()) {
                if (at <= 0) {
                    throw wrong(key, pair, "name=value, more of them after commas");
                }
                map.put(pair.substring(0, at).strip(), pair.substring(at + 1).strip());
            }
        }
        return map;
    }

    /** Refuses settings that would make another value, or that only KEDA can follow. */
    void refuse(String instead, String... keys) {
        for (String key : keys) {
            if (!text(key, "").isEmpty()) {
                throw wrong(key, text(key, ""), "nothing: " + instead);
            }
        }
    }

    IllegalArgumentException wrong(String key, String found, String expected) {
        return new IllegalArgumentException(
                "trigger " + trigger.type() + ", metadata." + key + ": found " + found + ", expected " + expected);
    }
}
