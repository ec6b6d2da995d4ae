package org.terzo.hub;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.terzo.hub.access.SessionCookie;
import org.terzo.hub.access.Sessions;
import org.terzo.hub.health.HubHealth;
import org.terzo.hub.health.HubMetrics;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.history.past.PastAnswers;
import org.terzo.hub.ingest.GatewayStates;
import org.terzo.hub.ingest.Intake;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.live.LiveSites;
import org.terzo.hub.site.SiteRegistry;

/// What the controllers are given of the pipeline.
@Factory
final class HubBeans {
    @Singleton
    @Primary
    InstantSource clock(HubOptions options) {
        return options.clock();
    }

    @Context
    @Bean(preDestroy = "close")
    HubPipeline pipeline(HubOptions options, HubStores stores, InstantSource clock) throws IOException, InterruptedException {
        HubPipeline pipeline = new HubPipeline(options, stores, clock);
        pipeline.start();
        return pipeline;
    }

    @Singleton
    Sessions sessions(HubOptions options) {
        InstantSource right = InstantSource.system(); // a feigned clock neither ends a session nor prolongs it
        return new Sessions(right, new SecureRandom(), options.adminToken());
    }

    @Singleton
    SessionCookie sessionCookie(HubOptions options) {
        return new SessionCookie(options.publicUrl());
    }

    @Singleton
    SiteRegistry sites(HubStores stores) {
        return stores.sites();
    }

    @Singleton
    Journal journal(HubStores stores) {
        return stores.journal();
    }

    @Singleton
    Intake intake(HubPipeline pipeline) {
        return pipeline.intake();
    }

    @Singleton
    GatewayStates gateways(HubPipeline pipeline) {
        return pipeline.gateways();
    }

    @Singleton
    LiveSites live(HubPipeline pipeline) {
        return pipeline.liveSites();
    }

    @Singleton
    Horizon horizon(HubOptions options, InstantSource clock) {
        return new Horizon(options.retention(), clock);
    }

    @Singleton
    PastAnswers past(HubStores stores, HubPipeline pipeline, SiteRegistry sites, InstantSource clock) {
        return new PastAnswers(stores.history(), pipeline.shipper(), sites, clock);
    }

    @Singleton
    HubHealth health(HubPipeline pipeline, HubStores stores) {
        return new HubHealth(
                pipeline.brokerUrl(), pipeline.broker(), pipeline.intake(), pipeline.shipper(), stores.history(), pipeline.liveSites(), pipeline.gateways());
    }

    @Singleton
    HubMetrics metrics(HubHealth health, Journal journal, SiteRegistry sites) {
        return new HubMetrics(health, journal, sites);
    }
}
