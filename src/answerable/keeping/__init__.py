"""What is kept, for whom and how long: requests of people, legal holds, disposal, exports."""
