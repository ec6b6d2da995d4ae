package org.terzo.hub.accuracy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.terzo.hub.site.Site;

/// Every figure of a run; two runs give the same bytes.
final class Table {
    private static final String DESKS = "scene,what,answer,accuracy,f1,changes_a_day,hours_bias,false_free,false_occupied,unknown";
    private static final String COUNTS = "scene,zone,answer,mean_error,within_1,bad_hours_a_day,coverage,width,outside,unknown";

    private final List<String> desks = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();

    static Table of(List<Scene> scenes) throws IOException {
        Table table = new Table();
        table.addRoom(RecordedRoom.day());
        scenes.forEach(scene -> table.add(scene.name(), scene.play()));
        return table;
    }

    private void addRoom(Day day) {
        deskAnswers(day).forEach((answer, said) -> desks.add(row("recorded-room", "pir", answer, DeskScore.of(day, said, day.site().desks()))));
    }

    private void add(String scene, Day day) {
        Map<String, List<Site.Desk>> byKind = new LinkedHashMap<>();
        day.site().desks().forEach(desk -> byKind.computeIfAbsent(kind(day, desk), _ -> new ArrayList<>()).add(desk));
        byKind.forEach((kind, of) -> deskAnswers(day).forEach((answer, said) -> desks.add(row(scene, kind, answer, DeskScore.of(day, said, of)))));
        for (String zone : day.truth().people().keySet().stream().sorted().toList()) {
            countAnswers(day).forEach((answer, said) -> {
                if (said.headcounts().containsKey(zone)) {
                    counts.add(row(scene, zone.isEmpty() ? "site" : zone, answer, score(day, said, zone)));
                }
            });
        }
    }

    private static String kind(Day day, Site.Desk desk) {
        return day.site().sensor(desk.sensors().getFirst()).orElseThrow().kind().text();
    }

    private static Map<String, Answered> deskAnswers(Day day) {
        Map<String, Answered> answers = new LinkedHashMap<>();
        answers.put("live", day.live());
        answers.put("smoothed", day.smoothed());
        answers.put("hold 5 min", Baselines.hold(day, Duration.ofMinutes(5)));
        answers.put("hold 12 min", Baselines.hold(day, Duration.ofMinutes(12)));
        return answers;
    }

    private static Map<String, Answered> countAnswers(Day day) {
        Map<String, Answered> answers = new LinkedHashMap<>();
        answers.put("live", day.live());
        answers.put("smoothed", day.smoothed());
        answers.put("in - out; 0 at night", Baselines.inMinusOut(day, true));
        answers.put("in - out", Baselines.inMinusOut(day, false));
        answers.put("door rule", Baselines.doorRule(day));
        return answers;
    }

    private static CountScore score(Day day, Answered said, String zone) {
        int capacity = day.site().zones().stream()
                .filter(each -> each.id().value().equals(zone))
                .findFirst()
                .flatMap(Site.Zone::capacity)
                .orElse(day.site().capacity());
        CountScore score = new CountScore();
        score.add(said.headcount(zone), day.truth().zone(zone), day.from(), day.until(), (int) (capacity * 1.3 + 3));
        return score;
    }

    private static String row(String scene, String what, String answer, DeskScore score) {
        return String.format(
                Locale.ROOT, "%s,%s,%s,%.4f,%.4f,%.2f,%.4f,%.4f,%.4f,%.4f", scene, what, answer, score.accuracy(), score.f1(),
                score.changesADay(), score.hoursBias(), score.falseFree(), score.falseOccupied(), score.unknown());
    }

    private static String row(String scene, String zone, String answer, CountScore score) {
        return String.format(
                Locale.ROOT, "%s,%s,%s,%.3f,%.3f,%.2f,%.3f,%.2f,%d,%.4f", scene, zone, answer, score.meanError(), score.withinOne(),
                score.badHoursADay(), score.coverage(), score.width(), score.outside(), score.unknown());
    }

    String desksAsCsv() {
        return DESKS + "\n" + String.join("\n", desks) + "\n";
    }

    String countsAsCsv() {
        return COUNTS + "\n" + String.join("\n", counts) + "\n";
    }
}
