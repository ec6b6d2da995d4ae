package org.terzo.hub.health;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The figures as Prometheus reads them, with those of the process: memory, processor, threads, files.
final class PrometheusText {
    private final PrometheusRegistry process = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();

    PrometheusText() {
        JvmMetrics.builder().register(process);
    }

    record Page(String type, byte[] body) {}

    /// @param accept the header of that name; without it, Prometheus' own text
    Page page(List<Metric> metrics, Optional<String> accept) throws IOException {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        process.scrape().forEach(all::metricSnapshot);
        metrics.stream().map(PrometheusText::snapshot).forEach(all::metricSnapshot);
        ExpositionFormatWriter writer = formats.findWriter(accept.orElse(""));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        writer.write(body, all.build());
        return new Page(writer.getContentType(), body.toByteArray());
    }

    private static MetricSnapshot snapshot(Metric metric) {
        return switch (metric.kind()) {
            case GAUGE -> {
                GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(metric.name()).help(metric.help());
                metric.samples().forEach(each -> gauge.dataPoint(
                        GaugeDataPointSnapshot.builder().labels(labels(each.labels())).value((double) each.value()).build()));
                yield gauge.build();
            }
            case COUNTER -> {
                CounterSnapshot.Builder counter = CounterSnapshot.builder().name(metric.name()).help(metric.help());
                metric.samples().forEach(each -> counter.dataPoint(
                        CounterDataPointSnapshot.builder().labels(labels(each.labels())).value((double) each.value()).build()));
                yield counter.build();
            }
        };
    }

    private static Labels labels(Map<String, String> labels) {
        Labels.Builder all = Labels.builder();
        labels.forEach(all::label);
        return all.build();
    }
}
