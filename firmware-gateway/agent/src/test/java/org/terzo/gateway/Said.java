package org.terzo.gateway;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/// The log lines of the agent while a test runs.
public final class Said extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger agent = (Logger) LoggerFactory.getLogger("org.terzo.gateway");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public Said() {
        start();
        agent.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
    }

    public List<String> with(String words) {
        return lines.stream().filter(line -> line.contains(words)).toList();
    }

    @Override
    public void close() {
        agent.detachAppender(this);
    }
}
