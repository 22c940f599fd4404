"""What the mail servers of the tests are told: a body's domain, and citizens who are away, full or not there."""

DOVECOT = """\
protocols = imap lmtp
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log/dovecot.log
libexec_dir = {software}/usr/lib/dovecot
mail_plugin_dir = {software}/usr/lib/dovecot/modules
import_environment = TZ LD_LIBRARY_PATH
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%n
auth_username_format = %Ln
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%n allow_all_users=yes
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 256
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
protocol imap {{
  mail_max_userip_connections = 100
}}
namespace inbox {{
  inbox = yes
  mailbox "Sent Items" {{
    auto = subscribe
    special_use = \\Sent
  }}
}}
"""
"""Any name is a mailbox and everybody has the same password, so that each test takes a mailbox of its own."""

EXIM = """\
primary_hostname = mail.gov.test
exim_path = {software}/usr/sbin/exim4
keep_environment = LD_LIBRARY_PATH : LD_PRELOAD : NSS_WRAPPER_PASSWD : NSS_WRAPPER_GROUP
spool_directory = {folder}/spool
log_file_path = {folder}/log/exim_%slog
pid_file_path = {folder}/run/exim.pid
deliver_drop_privilege = true
local_interfaces = <; 127.0.0.1
daemon_smtp_ports = {smtp} : {smtps}
tls_on_connect_ports = {smtps}
tls_certificate = {folder}/certificate.pem
tls_privatekey = {folder}/key.pem
tls_advertise_hosts = *
dsn_advertise_hosts = *
smtputf8_advertise_hosts =
domainlist ours = gov.test : cit.test
acl_smtp_mail = sender
acl_smtp_rcpt = recipient
acl_smtp_data = content
message_size_limit = 2M
smtp_accept_max = 200
smtp_accept_queue = 0
smtp_accept_queue_per_connection = 10
queue_run_max = 5
never_users =
begin acl
sender:
  deny message = 5.7.1 this sender may not send
       senders = banned@gov.test
  accept
recipient:
  deny message = 5.7.1 relay not permitted, sign in first
       senders = *@gov.test
       !authenticated = *
  deny message = 5.1.1 no such user here
       local_parts = nobody-home
  defer message = 4.7.1 greylisted, try again later
       local_parts = greylisted
       condition = ${{if !exists{{{folder}/greylist-lifted}}}}
  accept
content:
  deny message = 5.7.1 this message looks like spam
       condition = ${{if match{{$message_body}}{{looks-like-spam}}}}
  defer message = 4.3.0 the content filter is busy
       condition = ${{if match{{$message_body}}{{busy-filter}}}}
  accept
begin routers
full:
  driver = redirect
  local_parts = full
  data = :fail: 5.2.2 mailbox full
  allow_fail
away:
  driver = accept
  local_parts = away
  senders = ! :
  condition = ${{if or{{{{!def:h_Auto-Submitted:}}{{eq{{$h_X-Reply-Anyway:}}{{yes}}}}}}}}
  transport = absence_note
  unseen
rude:
  driver = accept
  local_parts = rude-machine
  senders = ! :
  transport = absence_note
  unseen
ours:
  driver = manualroute
  domains = +ours
  transport = dovecot
  route_list = * 127.0.0.1 byname
  self = send
begin transports
dovecot:
  driver = smtp
  protocol = lmtp
  hosts_try_fastopen = :
  hosts_try_chunking = :
  allow_localhost
  port = {lmtp}
  return_path_add
  delivery_date_add
  envelope_to_add
absence_note:
  driver = autoreply
  from = $local_part@$domain
  to = $sender_address
  subject = Out of office: $h_subject:
  headers = In-Reply-To: $h_message-id:
  text = I am away until Monday.
begin retry
* * F,1h,2s
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if eq{{$auth3}}{{{password}}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${{if eq{{$auth2}}{{{password}}}}}
  server_set_id = $auth1
"""
"""`full` takes mail and then sends it back; `away` sends absence notes by the rules, `rude-machine` to everything."""
