import { MemberPage } from './member/page';
import { siteOfAddress } from './shared/address';
import { adopt } from './shared/styles';
import { announceLanguage, strings } from './strings/language';
import css from './style/member.css';

adopt(css);
announceLanguage(strings.memberTitle(siteOfAddress()));
customElements.define('terzo-member', MemberPage);
