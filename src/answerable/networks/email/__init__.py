"""Email: a mailbox read by IMAP, answers sent by SMTP or through GOV.UK Notify."""
