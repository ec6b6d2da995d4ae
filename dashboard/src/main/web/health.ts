import { HealthPage } from './health/page';
import { siteOfAddress } from './shared/address';
import { adopt } from './shared/styles';
import { announceLanguage, strings } from './strings/language';
import css from './style/health.css';

adopt(css);
announceLanguage(strings.healthTitle(siteOfAddress()));
customElements.define('terzo-health', HealthPage);
